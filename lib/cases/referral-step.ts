// What a hand-over to the account manager leaves in the history of a case; the rules of it stand with the services (lib/engagements/referral.ts).
export const REFERRAL_STEPS = [
  'referred',
  'referred_in_part',
  'moved_to_services',
  'service_declined',
  'lapsed',
  'included_onboarding',
  'returned',
  'fault',
  'answered',
] as const
export type ReferralStep = (typeof REFERRAL_STEPS)[number]
