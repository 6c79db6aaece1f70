'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { giveBillAddress } from '@/lib/billing/commands/address'
import { creditInvoice, voidInvoice } from '@/lib/billing/commands/credit'
import { deleteDraft, issueInvoice } from '@/lib/billing/commands/issue'
import { recordPayment } from '@/lib/billing/commands/payment'
import {
  CreditInput,
  DeleteDraftInput,
  GiveBillAddressInput,
  IssueInput,
  RecordPaymentInput,
  VoidInput,
} from '@/lib/billing/input'
import { action } from '@/lib/web/action'

export const issue = action('desk', IssueInput, async (ctx, input): Promise<undefined> => {
  await issueInvoice(ctx, input)
  refresh()
})

export const giveAddress = action('desk', GiveBillAddressInput, async (ctx, input): Promise<undefined> => {
  await giveBillAddress(ctx, input)
  refresh()
})

export const remove = action('desk', DeleteDraftInput, async (ctx, input): Promise<undefined> => {
  await deleteDraft(ctx, input)
  redirect('/desk/billing')
})

export const pay = action('desk', RecordPaymentInput, async (ctx, input): Promise<undefined> => {
  await recordPayment(ctx, input)
  refresh()
})

export const credit = action('desk', CreditInput, async (ctx, input): Promise<undefined> => {
  await creditInvoice(ctx, input)
  refresh()
})

export const makeVoid = action('desk', VoidInput, async (ctx, input): Promise<undefined> => {
  await voidInvoice(ctx, input)
  refresh()
})
