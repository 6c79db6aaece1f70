// The acts of the access matrix that are about bills. Used by tests only.
import { read, type Ctx } from '@/db/context'
import type { World } from '@/db/seed/world'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { Acts } from './act'
import { freshRequest } from './requests'
import { partOf } from './work-seen'

const prepare = () => import('@/lib/billing/commands/prepare')
const issue = () => import('@/lib/billing/commands/issue')
const credit = () => import('@/lib/billing/commands/credit')

const UP_TO = '2099-01-01'
const entity = {
  ...{ regionCode: 'APAC', code: 'NZ', legalName: 'Harmoni NZ Ltd', taxNumber: '', address: '1 Quay Street' },
  ...{ bankDetails: '', timeZone: 'Pacific/Auckland' },
} as const

/** Work of A with an accepted milestone, and its bill as far as a function of this name begins from. */
export async function freshBill(
  world: World,
  at: Instant,
  { name, sessionId, goal }: { name: string; sessionId: string; goal: string },
): Promise<{ engagementId: string; invoiceId: string }> {
  const reference = await freshRequest(world, at, goal, {
    name: 'engagements/commands/milestones.takeMilestone#delivered→accepted',
    sessionId,
  })
  const { takeMilestone } = await import('@/lib/engagements/commands/milestones')
  await takeMilestone(world.as(world.a.administrator, at), await partOf({ world, at, requestReference: reference }, 'accepted'))
  const finance = world.as(world.staff.finance, at)
  await (await import('@/lib/billing/commands/entity')).keepEntity(finance, entity)
  const { workOfRequest } = await import('@/lib/engagements/queries/work-rows')
  const { id: engagementId } = await read(finance, (ctx) => workOfRequest(ctx, reference))
  if (/prepare|entity|contacts|order-number/i.test(name)) return { engagementId, invoiceId: newId(at) }
  const [draft] = await (await prepare()).prepareDrafts(finance, { upTo: UP_TO, engagementId: [engagementId] })
  const invoiceId = draft?.invoiceId ?? ''
  if (!/[/]issue|giveBillAddress/.test(name)) await (await issue()).issueInvoice(finance, { invoiceId })
  if (name.endsWith('getExport'))
    await (await import('@/lib/billing/commands/export')).makeExport(finance, { target: 'quickbooks', upTo: UP_TO })
  return { engagementId, invoiceId }
}

const contacts = () => import('@/lib/billing/commands/contacts')
const ownBills = () => import('@/lib/billing/queries/own-bills')

const exports = () => import('@/lib/billing/queries/exports')

const addressChangedAt = async (finance: Ctx, invoiceId: string): Promise<Instant | null> => {
  const { getBillAddressOf } = await import('@/lib/billing/queries/bill-to')
  return (await getBillAddressOf(finance, invoiceId)).changedAt
}

const isBill = async (finance: Ctx, invoiceId: string): Promise<boolean> =>
  (await read(finance, (ctx) => ctx.sql`select from invoices where id = ${invoiceId}`)).length > 0

async function numberOf(world: World, at: Instant, invoiceId: string): Promise<string> {
  const [row] = await read(
    world.as(world.staff.finance, at),
    (ctx) => ctx.sql<{ number: string }[]>`select number from invoices where id = ${invoiceId}`,
  )
  return row?.number ?? 'NZ-INV-2099-999999'
}

export const BILLING_ACTS: Acts = {
  'billing/commands/prepare.prepareDrafts': async (ctx, { bill }) =>
    (await prepare()).prepareDrafts(ctx, { upTo: UP_TO, engagementId: [bill.engagementId] }),
  'billing/commands/issue.issueInvoice': async (ctx, { bill: { invoiceId } }) => (await issue()).issueInvoice(ctx, { invoiceId }),
  'billing/commands/issue.deleteDraft': async (ctx, { bill: { invoiceId } }) => (await issue()).deleteDraft(ctx, { invoiceId }),
  'billing/commands/payment.recordPayment': async (ctx, { bill: { invoiceId }, at }) =>
    (await import('@/lib/billing/commands/payment')).recordPayment(ctx, {
      ...{ invoiceId, key: newId(at), paidOn: '2020-01-01', amount: '100', isReversal: false, reference: '' },
    }),
  'billing/commands/credit.creditInvoice': async (ctx, { bill: { invoiceId }, world, at }) => {
    const { livePartsOf } = await import('@/lib/billing/queries/invoice-rows')
    const live = await read(world.as(world.staff.finance, at), (ctx) => livePartsOf(ctx, { id: invoiceId, currency: 'NZD' }))
    const part = live.map(({ id }) => ({ allocationId: id, fate: 'bill_again' as const }))
    return (await credit()).creditInvoice(ctx, { invoiceId, reason: 'Too early.', part })
  },
  'billing/commands/credit.voidInvoice': async (ctx, { bill: { invoiceId } }) =>
    (await credit()).voidInvoice(ctx, { invoiceId, reason: 'Too early.' }),
  'billing/queries/work-invoices.listInvoicesOfWork': async (ctx, { requestReference }) =>
    (await import('@/lib/billing/queries/work-invoices')).listInvoicesOfWork(ctx, requestReference),
  'billing/queries/run.getBillingRun': async (ctx) => (await import('@/lib/billing/queries/run')).getBillingRun(ctx, undefined),
  'billing/queries/numbers.getServiceNumbers': async (ctx) =>
    (await import('@/lib/billing/queries/numbers')).getServiceNumbers(ctx),
  'billing/queries/invoices.listInvoices': async (ctx) => (await import('@/lib/billing/queries/invoices')).listInvoices(ctx),
  'billing/queries/invoices.getInvoice': async (ctx, { bill: { invoiceId } }) =>
    (await import('@/lib/billing/queries/invoices')).getInvoice(ctx, invoiceId),
  'billing/queries/entities.listEntities': async (ctx) => (await import('@/lib/billing/queries/entities')).listEntities(ctx),
  'billing/commands/contacts.nameBillingContact': async (ctx, { world }) =>
    (await contacts()).nameBillingContact(ctx, { userId: world.a.administrator.userId }),
  'billing/commands/contacts.endBillingContact': async (ctx, { world }) =>
    (await contacts()).endBillingContact(ctx, { userId: world.a.administrator.userId }),
  'billing/commands/address.keepBillAddress': async (ctx) =>
    (await import('@/lib/billing/commands/address')).keepBillAddress(ctx, {
      name: '',
      address: '1 Quay Street',
      city: 'Auckland',
      region: '',
      postalCode: '1010',
      country: '',
      taxNumber: '',
    }),
  'billing/commands/address.giveBillAddress': async (ctx, { world, at, bill: { invoiceId } }) =>
    (await import('@/lib/billing/commands/address')).giveBillAddress(ctx, {
      ...{
        invoiceId,
        name: '',
        address: '1 Quay Street',
        city: 'Auckland',
        region: '',
        postalCode: '1010',
        country: '',
        taxNumber: '',
      },
      changedAt: await addressChangedAt(world.as(world.staff.finance, at), invoiceId),
    }),
  'billing/queries/bill-to.getBillAddressOf': async (ctx, { bill: { invoiceId } }) =>
    (await import('@/lib/billing/queries/bill-to')).getBillAddressOf(ctx, invoiceId),
  'billing/queries/bill-to.getBillAddress': async (ctx) => (await import('@/lib/billing/queries/bill-to')).getBillAddress(ctx),
  'billing/commands/export.makeExport': async (ctx) =>
    (await import('@/lib/billing/commands/export')).makeExport(ctx, { target: 'xero', upTo: UP_TO }),
  'billing/commands/order-number.giveOrderNumber': async (ctx, { bill: { engagementId } }) =>
    (await import('@/lib/billing/commands/order-number')).giveOrderNumber(ctx, { engagementId, orderNumber: 'PO-7' }),
  'billing/queries/exports.listExports': async (ctx) => (await exports()).listExports(ctx),
  'billing/queries/exports.getExport': async (ctx, { bill, world, at }) => {
    const finance = world.as(world.staff.finance, at)
    if (!(await isBill(finance, bill.invoiceId))) return (await exports()).getExport(ctx, newId(at))
    const { batches } = await (await exports()).listExports(finance)
    return (await exports()).getExport(ctx, batches[0]!.id)
  },
  'billing/queries/own-bills.listBillingContacts': async (ctx) => (await ownBills()).listBillingContacts(ctx),
  'billing/queries/own-bills.seesOwnBills': async (ctx) => (await ownBills()).seesOwnBills(ctx),
  'billing/queries/own-bills.listOwnInvoices': async (ctx) => (await ownBills()).listOwnInvoices(ctx),
  'billing/queries/own-bills.getOwnInvoice': async (ctx, { bill, world, at }) =>
    (await ownBills()).getOwnInvoice(ctx, await numberOf(world, at, bill.invoiceId)),
  'billing/queries/paper.getInvoicePdf': async (ctx, { bill, world, at }) =>
    (await import('@/lib/billing/queries/paper')).getInvoicePdf(ctx, await numberOf(world, at, bill.invoiceId)),
  'billing/commands/entity.keepEntity': async (ctx) => (await import('@/lib/billing/commands/entity')).keepEntity(ctx, entity),
}
