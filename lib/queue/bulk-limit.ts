/** So many cases can be acted on at once: what the report lists can still be read. */
export const BULK_MAX = 500
