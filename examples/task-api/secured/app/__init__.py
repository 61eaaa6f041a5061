"""Task API: a small service that stores tasks per owner."""
