//! XML, written: elements within elements, all text in them inert.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::error::Result;

/// What a document is written to.
pub type Xml = Writer<Vec<u8>>;

/// A document of one element, with or without blanks for the eye: in running
/// text a blank counts.
///
/// # Errors
/// None but for want of memory.
pub fn document(
    is_indented: bool,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> Result<Vec<u8>> {
    let mut xml = match is_indented {
        true => Writer::new_with_indent(Vec::new(), b' ', 1),
        false => Writer::new(Vec::new()),
    };
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    inner(&mut xml)?;
    Ok(xml.into_inner())
}

/// An element with others in it.
pub fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(inner).map(|_| ())
}

/// An element without anything in it.
pub fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(|_| ())
}

/// An element with text in it.
pub fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
}
