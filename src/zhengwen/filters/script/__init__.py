"""Family T: Simplified and Traditional mixed by a bad converter."""
