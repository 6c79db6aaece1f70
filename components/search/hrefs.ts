// Where what was found leads.

/** The open cases of an organisation. */
export function organisationHref(id: string): string {
  return `/desk?organisation=${id}`
}

/** The open cases of a customer’s organisation, or those that a colleague has. */
export function personHref(id: string, organisationId: string | null): string {
  return organisationId === null ? `/desk?assignee=${id}` : organisationHref(organisationId)
}
