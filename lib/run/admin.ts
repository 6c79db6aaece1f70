// npm run admin -- EMAIL: the first administrator of an installation, or another one when nobody can get in any more. The
// invitation goes out by mail; its link is printed too, because mail may be what does not work yet.
import { createClient } from '@/db/client'
import { createContext, read } from '@/db/context'
import { inviteFirstAdministrator } from '@/lib/identity/commands/people'
import { FirstAdministratorInput } from '@/lib/identity/input'
import { Conflict } from '@/lib/kernel/errors'
import { currentInstant, shiftClock } from '@/lib/kernel/time'
import { printFailure, Unable } from './console.mjs'
import { assertMayStart } from './guard'

try {
  const [email, ...more] = process.argv.slice(2)
  const input = FirstAdministratorInput.safeParse({ email })
  if (!input.success || more.length > 0)
    throw new Unable('Name the address of the administrator.', 'npm run admin -- you@example.com')
  const { databaseUrl, appOrigin, clock } = await assertMayStart()
  if (clock !== undefined) shiftClock(clock)
  const client = createClient(databaseUrl, { max: 1, applicationName: 'concord admin' })
  try {
    const ctx = createContext({ kind: 'system', job: 'admin' }, currentInstant(), { client })
    const { userId, wasOne } = await inviteFirstAdministrator(ctx, input.data).catch((error: unknown) => {
      if (error instanceof Conflict) throw new Unable(error.sentence, 'npm run admin -- you@example.com', { cause: error })
      throw error
    })
    const [invitation] = await read(
      ctx,
      ({ sql }) => sql<{ path: string }[]>`
        select facts ->> 'path' as path from outbox
        where recipient_id = ${userId} and kind = 'invitation' order by created_at desc, id desc limit 1`,
    )
    const { email, regionCode } = input.data
    console.log(
      wasOne
        ? `${email} is an administrator already, and gets a link to choose a new password.`
        : `${email} is invited as an administrator, in region ${regionCode} until somebody changes it.`,
    )
    console.log('The mail goes out as soon as a worker runs.')
    if (invitation)
      console.log(`The same link, for whoever may read this terminal; it works once, for a day:\n${appOrigin}${invitation.path}`)
  } finally {
    await client.end()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
