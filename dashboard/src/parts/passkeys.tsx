import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { browserInWords } from '../browser-in-words.ts'
import { server } from '../api.ts'
import { makePasskey, passkeysWork } from '../passkeys.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'
import { Problem } from './problem.tsx'
import { When } from './when.tsx'

/** The passkeys that the user signs in with. */
export function Passkeys() {
  const queries = useQueryClient()
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: server.listPasskeys })
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: ['passkeys'] })
  const add = useMutation({
    async mutationFn() {
      const response = await makePasskey(await server.beginPasskey())
      return server.addPasskey({
        name: browserInWords(navigator.userAgent) ?? texts.sessions.unknownBrowser,
        response,
      })
    },
    onSuccess,
  })
  const remove = useMutation({ mutationFn: server.removePasskey, onSuccess })
  const words = texts.passkeys
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p className="soft">{words.lead}</p>
      <Problem error={passkeys.error ?? remove.error} />
      {passkeys.data?.map(({ id, name, createdAt }) => (
        <div className="row" key={id}>
          <span>
            {name ?? words.unnamed}{' '}
            <span className="soft">
              {words.created} <When at={createdAt} />
            </span>
          </span>
          <Confirm
            className="quiet small"
            label={words.remove}
            title={words.removeTitle}
            text={words.removeText}
            yes={words.remove}
            no={texts.cancel}
            busy={remove.isPending}
            onYes={() => remove.mutateAsync(id)}
          />
        </div>
      ))}
      {passkeysWork() ? (
        <button className="quiet" disabled={add.isPending} onClick={() => add.mutate()}>
          {add.isPending ? texts.loading : words.add}
        </button>
      ) : (
        <p className="soft">{words.needName}</p>
      )}
      <Problem error={add.error} />
    </section>
  )
}
