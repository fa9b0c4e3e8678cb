//! What `--help` shows by example. Every line is run by a test.

/// Of the program itself, with what its exit codes mean.
pub const ALL: &str = "\
Examples:
  comity                         # the dashboard, on four deals to try it with
  comity treaties                # on a folder of your own sources
  comity matrix -c treaties      # what it finds there, on standard output
  cat pact.md | comity -         # one source from a pipe

Exit codes: 0 done or found, 1 nothing found or something to mend, 2 error.
Without a terminal the matrix is printed in place of the dashboard.";

pub const MATRIX: &str = "\
Examples:
  comity matrix -c treaties
  comity matrix --by agreement --format csv > matrix.csv
  comity matrix --format json | head -20";

pub const COMPARE: &str = "\
Examples:
  comity compare germany-italy india-japan
  comity compare germany japan --differences    # by any part of a name
  comity compare germany japan --format markdown";

pub const SEARCH: &str = "\
Examples:
  comity search undersea infrastructure
  comity search 'party:italy level:committed'
  comity search cyber -party:india            # in no deal of India's
  comity search '\"artificial intelligence\"' --format jsonl";

pub const SHOW: &str = "\
Examples:
  comity show india-japan
  comity show japan --format json -c treaties";

pub const CODE: &str = "\
Examples:
  comity code -c pact.md > pact.jsonl
  comity code -c pact.md --format text --why    # with the reasons
  cat pact.md | comity code -c -";

pub const EXPORT: &str = "\
Examples:
  comity export matrix matrix.html
  comity export matrix --force matrix.xlsx    # over a file of that name
  comity export compare germany japan two.docx
  comity export compare germany-italy india-italy india-japan three.html
  comity search semiconductors --format jsonl | comity export briefing chips.docx --from -
  comity export briefing mine.md --statement germany-italy.md:21#1 --title Cyber
  comity export statements statements.csv
  comity export project deals.qdpx            # for QualCoder, MAXQDA, NVivo";

pub const GROUP: &str = "\
Examples:
  comity group -c treaties || true          # what it would write
  comity group --write -c treaties || true";

pub const AGREE: &str = "\
Examples:
  comity agree gold.jsonl -c treaties
  comity export project deals.qdpx -c treaties --force
  comity agree deals.qdpx -c treaties         # as it comes back, coded anew
  comity agree deals.qdpx -c treaties --write treaties/gold.jsonl   # to be seen";

pub const CODEBOOK: &str = "\
Examples:
  comity codebook
  comity codebook --toml > mine.toml        # to change and use
  comity export codebook mine.qdc --force   # and as other programs read it
  comity codebook --check mine.toml -c treaties || true
  comity matrix --codebook mine.toml -c treaties";

pub const THEMES: &str = "\
Examples:
  comity themes
  comity --theme light";

pub const KEYS: &str = "\
Examples:
  comity keys > keys.toml                   # to change and use";

pub const CONFIG: &str = "\
Examples:
  comity config
  comity config --toml > settings.toml      # to change and use
  comity --config settings.toml config";

pub const COMPLETIONS: &str = "\
Examples:
  comity completions bash > comity.bash     # then: . ./comity.bash
  comity completions zsh > _comity          # into a folder of zsh's fpath
  comity completions fish > comity.fish     # into ~/.config/fish/completions";

pub const MAN: &str = "\
Examples:
  comity man > comity.1                     # then: man ./comity.1
  comity man export matrix > matrix.1
  comity man --write man1                   # all of them, for a folder of MANPATH";

pub const DOCTOR: &str = "\
Examples:
  comity doctor                             # on four deals to try it with
  comity doctor -c treaties || true         # 1 tells that there is something to do";

pub const DOSSIER: &str = "\
Examples:
  comity dossier -c treaties || true            # 1 where nothing is written
  comity dossier -c treaties --trail || true    # what was changed and when";
