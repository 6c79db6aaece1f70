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
/** Where the case is then: it ends, is support's or its account manager's, or went on untouched. */
export const AFTER_REFERRAL = ['ends', 'support', 'manager', 'goes_on'] as const
export type AfterReferral = (typeof AFTER_REFERRAL)[number]

export type ReferralStep = (typeof REFERRAL_STEPS)[number]
