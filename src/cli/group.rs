//! `comity group`

use crate::agreement::group;
use crate::agreement::propose::propose;
use crate::error::{Error, Result};
use crate::file;
use crate::prose::counted;

use super::Context;
use super::speech::note;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write each comity.toml into its folder, unless there is one already
    #[arg(long)]
    write: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<()> {
    let proposals = propose(context.world);
    if proposals.is_empty() {
        let message = "no two sources that are not grouped yet share their parties and a date";
        return Err(Error::nothing_found(message)
            .hint("`agreement: NAME` in the front matter of each makes them one, too"));
    }
    let mut kept = Vec::new();
    for proposal in &proposals {
        let path = proposal.folder.join(group::FILE);
        let name = path.display().to_string();
        if !args.write {
            context.print(&format!("# {name}\n{}\n", proposal.text))?;
        } else if path.symlink_metadata().is_ok() {
            kept.push(name);
        } else {
            file::save(&path, proposal.text.as_bytes(), false)?;
            let agreements = counted(proposal.agreements, "agreement");
            context.print(&format!("{name} written: {agreements}\n"))?;
        }
    }
    if !args.write {
        note("nothing is written; --write does that");
    }
    match kept.as_slice() {
        [] => Ok(()),
        kept => Err(Error::failed(format!("{} is there already", kept.join(", ")))
            .hint("without --write, `comity group` prints what to add to it")),
    }
}
