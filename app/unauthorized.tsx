import { UnauthorizedPage } from '@/components/layout/refusals'

export default function Unauthorized() {
  return <UnauthorizedPage />
}
