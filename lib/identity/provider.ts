// The name of an organisation's own sign-in provider, as it stands in the callback address that is registered with it.

/** `oidc-` and the organisation's id. */
export function providerIdOf(organisationId: string): string {
  return `oidc-${organisationId}`
}

/** The organisation behind such a name; undefined for any other text. */
export function organisationOfProvider(providerId: string): string | undefined {
  return /^oidc-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(providerId)?.[1]
}

/** The address to register with the provider. */
export function callbackAddress(origin: string, organisationId: string): string {
  return `${origin}/api/auth/callback/${providerIdOf(organisationId)}`
}
