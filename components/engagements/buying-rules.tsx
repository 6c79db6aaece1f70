'use client'

import { ActForm } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/choice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/kernel/action-state'

/** What an organisation asks of whoever approves a quote for it, kept by its administrators. */
export function BuyingRulesForm({ rules, set }: { rules: { orderRequired: boolean; anyTwo: boolean }; set: FormAction }) {
  return (
    <Card aria-labelledby="buying-rules">
      <CardHead id="buying-rules" title="How quotes are approved" />
      <CardBody>
        <ActForm act={set} done="Saved. It holds from the next approval on." label="How quotes are approved">
          {() => (
            <div className="grid gap-3.5">
              <Checkbox
                name="orderRequired"
                label="Every approval needs a purchase order number"
                defaultChecked={rules.orderRequired}
              />
              <Checkbox
                name="anyTwo"
                label="Above a limit, any two approvers are enough"
                hint="Otherwise the second one’s limit has to cover the total."
                defaultChecked={rules.anyTwo}
              />
              <div>
                <SubmitButton variant="default">Save</SubmitButton>
              </div>
            </div>
          )}
        </ActForm>
      </CardBody>
    </Card>
  )
}
