import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { makePasskey, passkeysWork } from '../sign-in/passkeys.ts'
import { browserInWords } from './browser-in-words.ts'

const words = texts.passkeys

/** The passkeys that the user signs in with. */
export function Passkeys() {
  const queries = useQueryClient()
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: server.listPasskeys })
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: ['passkeys'] })
  const add = useMutation({
    async mutationFn() {
      const response = await makePasskey(await server.getPasskeyRegistrationOptions())
      return server.verifyPasskeyRegistration({
        name: browserInWords(navigator.userAgent) ?? texts.sessions.unknownBrowser,
        response,
      })
    },
    onSuccess,
  })
  const remove = useMutation({ mutationFn: server.deletePasskey, onSuccess })
  return (
    <Card title={words.title} lead={words.lead}>
      <div className="flex flex-col gap-3">
        <Problem error={passkeys.error ?? remove.error} />
        {passkeys.data?.map(({ id, name, createdAt }) => (
          <div className="flex flex-wrap items-center justify-between gap-3" key={id}>
            <span>
              {name ?? words.unnamed}{' '}
              <span className="text-sm text-muted-foreground">
                {words.created} <When at={createdAt} />
              </span>
            </span>
            <ConfirmButton
              look="outline"
              size="small"
              label={words.remove}
              title={words.removeTitle}
              text={words.removeText}
              yes={words.remove}
              busy={remove.isPending}
              onYes={() => remove.mutateAsync(id)}
            />
          </div>
        ))}
        {passkeysWork() ? (
          <Button
            look="outline"
            icon={Fingerprint}
            className="self-start"
            busy={add.isPending}
            onClick={() => add.mutate()}
          >
            {words.add}
          </Button>
        ) : (
          <p className="text-sm text-muted-foreground">{words.needName}</p>
        )}
        <Problem error={add.error} />
      </div>
    </Card>
  )
}
