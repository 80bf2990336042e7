"""One module a section: each turns the report into the plain records that its template draws."""
