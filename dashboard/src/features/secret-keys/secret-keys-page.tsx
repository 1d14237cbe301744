import { MAX_NAME_LENGTH } from '@letterlock/server/limits.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Rows } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { chosenScopes, ScopeFields } from './scope-fields.tsx'
import { SecretKeyRow } from './secret-key-row.tsx'

const words = texts.secretKeys

export function SecretKeysPage() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: server.listSecretKeys })
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Link to="/assistants" className={buttonClass({ look: 'outline' })}>
          {texts.assistants.connectTitle}
        </Link>
      }
    >
      <Problem error={keys.error} onRetry={() => keys.refetch()} />
      {keys.isPending && <Skeleton />}
      {keys.data && (
        <div className="rounded-lg border bg-card">
          {keys.data.items.length === 0 && <Empty title={words.none} />}
          <Rows>
            {keys.data.items.map((key) => (
              <SecretKeyRow key={key.id} secretKey={key} />
            ))}
          </Rows>
        </div>
      )}
      <NewSecretKey />
    </Page>
  )
}

function NewSecretKey() {
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: server.createSecretKey,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  return (
    <Card title={words.create}>
      <div className="flex flex-col gap-4">
        <Form
          className="max-w-3xl"
          onSubmit={(form) => {
            const { name } = readForm(form, ['name'])
            create.mutate({ name, scopes: chosenScopes(form) }, { onSuccess: () => form.reset() })
          }}
        >
          <Field name="name" label={words.name} maxLength={MAX_NAME_LENGTH} autoComplete="off" />
          <ScopeFields />
          <Problem error={create.error} />
          <Button type="submit" className="self-start" busy={create.isPending}>
            {words.create}
          </Button>
        </Form>
        {create.data?.secret && (
          <Notice role="status">
            <p className="mb-2">{words.copyNow}</p>
            <Copy text={create.data.secret} />
          </Notice>
        )}
      </div>
    </Card>
  )
}
