"""What the stages of a case say, in words: views in, literal text out."""
