"""Every gradient of the book beside its witnesses: what `book/verification.md` is written from."""
