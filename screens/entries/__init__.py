"""What the stages of a case ask for: fields in, forms of `conference.forms` out."""
