package io.sluice.dialects.json;

/**
 * Why a document was refused; a value, not an exception, so that refusing bad input costs no stack trace.
 *
 * @param offset the byte, counted from the beginning of the document, at which it became wrong
 * @param message what was wrong, in words fit for the caller
 */
public record JsonFault(long offset, String message) {}
