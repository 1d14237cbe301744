import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Tag } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { inputClass } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { PagesOf } from './pages-of.tsx'

const words = texts.data

interface Asked {
  readonly search: string
  readonly audienceId: string | undefined
}

/** Finds contacts by email address, within an audience if the provider requires one. */
export function FindContacts({ connectionId }: { readonly connectionId: string }) {
  const audiences = useAudiencesToChoose(connectionId)
  const [asked, setAsked] = useState<Asked>()
  if (audiences.error) return <Problem error={audiences.error} onRetry={() => audiences.refetch()} />
  if (!audiences.data) return <Skeleton />
  return (
    <>
      <Form
        className="max-w-none! flex-row! flex-wrap items-center gap-2!"
        onSubmit={(form) => {
          const { search, audienceId } = readForm(form, ['search', 'audienceId'])
          setAsked({ search: search.trim(), audienceId: audienceId === '' ? undefined : audienceId })
        }}
      >
        <input
          name="search"
          type="search"
          required
          aria-label={words.contactSearch}
          placeholder={words.contactSearch}
          className={`${inputClass} tablet:w-72!`}
        />
        {audiences.data.length > 0 && (
          <Select
            name="audienceId"
            aria-label={words.audience}
            options={audiences.data.map(({ id, name }) => [id, name] as const)}
          />
        )}
        <Button type="submit" look="outline">
          {words.find}
        </Button>
      </Form>
      {asked && (
        <PagesOf
          key={`${asked.audienceId} ${asked.search}`}
          queryKey={[connectionId, 'contacts', asked]}
          read={async (cursor) => (await server.account(connectionId)).contacts.list({ ...asked, cursor })}
          empty={words.noContacts}
        >
          {({ email, name, status, tags }) => (
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span className="min-w-0 wrap-anywhere">
                <b className="font-semibold">{email}</b>{' '}
                {name !== null && <span className="text-muted-foreground">{name}</span>}
              </span>
              <span className="flex flex-wrap gap-1.5">
                {(tags ?? []).map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
                <span className="text-muted-foreground">{words.contactStatuses[status]}</span>
              </span>
            </div>
          )}
        </PagesOf>
      )}
    </>
  )
}

/** Empty if contacts belong to the whole account. */
function useAudiencesToChoose(connectionId: string) {
  return useQuery({
    queryKey: ['data', connectionId, 'audiences to choose'],
    async queryFn() {
      const account = await server.account(connectionId)
      const { capabilities } = await account.get()
      return capabilities.accountWideContacts ? [] : (await account.audiences.list({ limit: 100 })).items
    },
    staleTime: Infinity,
    refetchInterval: false,
    retry: false,
  })
}
