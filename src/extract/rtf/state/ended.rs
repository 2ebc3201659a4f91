//! What a group collected, told when the group ends.

use super::State;
use crate::extract::office::flow::{FIELD_CODE, field_code};
use crate::extract::rtf::words::Destination;
use crate::extract::{Error, Sink};

impl State {
    /// What a group collected is complete.
    pub(super) fn end(&mut self, destination: Destination, sink: &mut Sink<'_>) -> Result<(), Error> {
        match destination {
            Destination::Part(_) => {
                if let Some(mut flow) = self.flows.pop() {
                    flow.finish(sink);
                }
                Ok(())
            }
            Destination::Field(label) | Destination::Fields(label) => {
                self.field(label, sink);
                Ok(())
            }
            Destination::PropertyValue => {
                let name = std::mem::take(&mut self.name);
                self.field(&name, sink);
                Ok(())
            }
            // Only what an author wrote into a shape: its text as a drawing, its description, where it links to.
            Destination::ShapeValue if matches!(&*self.name, "gtextUNICODE" | "wzDescription" | "pihlShape") => {
                self.field("shape", sink);
                Ok(())
            }
            Destination::Code => {
                let code = std::mem::take(&mut self.collected);
                match self.flows.last() {
                    Some(flow) => {
                        field_code(&code, flow.unit(), sink);
                        Ok(())
                    }
                    None => Ok(()),
                }
            }
            Destination::Entry => {
                let entry = std::mem::take(&mut self.collected);
                match self.flows.last() {
                    Some(flow) if !entry.trim().is_empty() => {
                        let label = sink.intern(FIELD_CODE);
                        sink.piece(flow.unit(), label, entry.trim());
                        Ok(())
                    }
                    _ => Ok(()),
                }
            }
            Destination::Object => self.object.end(sink),
            Destination::Picture => self.object.end_picture(sink),
            Destination::Moment => {
                sink.dated(std::mem::take(&mut self.moment).day());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn field(&mut self, label: &str, sink: &mut Sink<'_>) {
        let value = std::mem::take(&mut self.collected);
        sink.field("properties", label, value.trim());
    }
}
