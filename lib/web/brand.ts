import 'server-only'
import { cache } from 'react'
import { DatabaseUnavailable } from '@/db/client'
import { getInstallation } from '@/lib/identity/queries/installation'
import { requestContext } from './context'

export type Brand = { brandName: string; supportEmail: string | undefined; isDemo: boolean }

/** What signed-out pages show of the installation. While the database is away they stand all the same, without its name. */
export const brandOfRequest = cache(async (): Promise<Brand> => {
  try {
    const { brandName, supportEmail, kind } = await getInstallation(await requestContext())
    return { brandName, supportEmail, isDemo: kind === 'demo' }
  } catch (error) {
    if (error instanceof DatabaseUnavailable) return { brandName: 'Support', supportEmail: undefined, isDemo: false }
    throw error
  }
})
