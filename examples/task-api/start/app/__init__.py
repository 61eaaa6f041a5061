"""Task API."""
