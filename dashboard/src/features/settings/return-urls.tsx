import type { Workspace } from '@letterlock/sdk'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { useUpdateWorkspace } from './use-update-workspace.ts'

const words = texts.settings

export function ReturnUrls({ workspace }: { readonly workspace: Workspace }) {
  const change = useUpdateWorkspace()
  const { allowedReturnUrls } = workspace
  return (
    <Card id="return-urls" title={words.allowedReturnUrls} lead={words.returnUrlsLead}>
      <div className="flex flex-col gap-4">
        {allowedReturnUrls.length > 0 && (
          <ul className="divide-y">
            {allowedReturnUrls.map((url) => (
              <li key={url} className="flex flex-wrap items-center justify-between gap-2 py-1.5">
                <code>{url}</code>
                <Button
                  look="outline"
                  size="small"
                  disabled={change.isPending}
                  onClick={() =>
                    change.mutate({ allowedReturnUrls: allowedReturnUrls.filter((one) => one !== url) })
                  }
                >
                  {words.removeUrl}
                  <span className="sr-only"> {url}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Form
          onSubmit={(form) => {
            const { url } = readForm(form, ['url'])
            change.mutate(
              { allowedReturnUrls: [...allowedReturnUrls, url.trim()] },
              { onSuccess: () => form.reset() },
            )
          }}
        >
          <Field name="url" type="url" label={words.url} placeholder="https://app.example.com/connected" />
          <Problem error={change.error} />
          <Button type="submit" look="outline" className="self-start" busy={change.isPending}>
            {words.addUrl}
          </Button>
        </Form>
      </div>
    </Card>
  )
}
