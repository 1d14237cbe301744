import { useMutation, useQueryClient } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Field } from '../../ui/field.tsx'
import { Fieldset } from '../../ui/fieldset.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { ROLES } from './role-select.tsx'

const words = texts.members

export function Invite() {
  const queries = useQueryClient()
  const invite = useMutation({
    mutationFn: server.createInvitation,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  })
  return (
    <Card title={words.inviteTitle}>
      <div className="flex flex-col gap-4">
        <Form
          onSubmit={(form) => {
            const given = readForm(form, ['email', 'role'])
            const role = ROLES.find((one) => one === given.role) ?? 'member'
            invite.mutate({ email: given.email.trim(), role }, { onSuccess: () => form.reset() })
          }}
        >
          <Field name="email" type="email" label={texts.signIn.email} autoComplete="off" />
          <Fieldset legend={words.role}>
            {ROLES.toReversed().map((role) => (
              <Choice
                key={role}
                type="radio"
                name="role"
                value={role}
                defaultChecked={role === 'member'}
                hint={texts.roles[role].description}
              >
                {texts.roles[role].name}
              </Choice>
            ))}
          </Fieldset>
          <Problem error={invite.error} />
          <Button type="submit" className="self-start" busy={invite.isPending}>
            {words.invite}
          </Button>
        </Form>
        {invite.data && (
          <Notice role="status">
            <p className="mb-2">
              {invite.data.emailSent ? words.sent(invite.data.email) : words.notSent(invite.data.email)}
            </p>
            <Copy text={invite.data.url} />
          </Notice>
        )}
      </div>
    </Card>
  )
}
