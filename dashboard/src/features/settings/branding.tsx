import { MAX_NAME_LENGTH } from '@letterlock/server/limits.ts'
import type { Workspace } from '@letterlock/sdk'
import { CircleCheck, TriangleAlert, Upload } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { inTenths } from '../../ui/number.ts'
import { Problem } from '../../ui/problem.tsx'
import { texts } from '../../words/index.ts'
import { BrandingPreview } from './branding-preview.tsx'
import { readableOn } from './readable-on.ts'
import { shrinkPicture } from './shrink-picture.ts'
import { useUpdateWorkspace } from './use-update-workspace.ts'

const words = texts.settings
/** `--primary` of the light tokens: a color input takes hexadecimal colors only. */
const DEFAULT_COLOR = '#1f53b8'

/** Name, color and logo of the connect page, with a preview. The name is shown everywhere. */
export function Branding({ workspace }: { readonly workspace: Workspace }) {
  const [draft, setDraft] = useState(() => {
    const { name, branding } = workspace
    const { color, logo } = branding
    return { name, color, logo }
  })
  const change = useUpdateWorkspace()
  const color = draft.color ?? DEFAULT_COLOR
  return (
    <Card id="branding" title={words.branding} lead={words.brandingLead}>
      <div className="grid gap-6 wide:grid-cols-[minmax(0,1fr)_18rem]">
        <Form
          onSubmit={() => {
            const { name, ...branding } = draft
            change.mutate({ name, branding })
          }}
        >
          <Field
            name="name"
            label={words.name}
            maxLength={MAX_NAME_LENGTH}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
          <Logo logo={draft.logo} onChange={(logo) => setDraft((before) => ({ ...before, logo }))} />
          <Color color={color} onChange={(next) => setDraft({ ...draft, color: next })} />
          <Problem error={change.error} />
          <Button type="submit" className="self-start" busy={change.isPending}>
            {words.save}
          </Button>
        </Form>
        <BrandingPreview name={draft.name} color={color} logo={draft.logo} />
      </div>
    </Card>
  )
}

interface LogoProps {
  readonly logo: string | null
  readonly onChange: (logo: string | null) => void
}

function Logo({ logo, onChange }: LogoProps) {
  const id = useId()
  const [invalid, setInvalid] = useState(false)
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const picture = await shrinkPicture(file)
    setInvalid(picture === null)
    if (picture) onChange(picture)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {words.logo}
      </label>
      <div className="flex flex-wrap items-center gap-3">
        {logo && <img src={logo} alt={words.currentLogo} className="max-h-12 max-w-40 rounded-md" />}
        <span className="relative inline-flex">
          <input
            id={id}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            className="peer absolute inset-0 cursor-pointer opacity-0"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
          <span className="pointer-events-none inline-flex h-11 items-center gap-1.75 rounded-md border border-border-strong bg-card px-3 font-semibold peer-focus-visible:ring-2 peer-focus-visible:ring-ring tablet:h-8.5">
            <Upload aria-hidden className="size-3.75" /> {words.chooseLogo}
          </span>
        </span>
        {logo && (
          <Button look="outline" onClick={() => onChange(null)}>
            {words.removeLogo}
          </Button>
        )}
      </div>
      {invalid && (
        <Notice kind="lost" role="alert">
          {words.invalidImage}
        </Notice>
      )}
    </div>
  )
}

interface ColorProps {
  readonly color: string
  readonly onChange: (color: string) => void
}

function Color({ color, onChange }: ColorProps) {
  const id = useId()
  const { text, ratio } = readableOn(color)
  const readable = ratio >= 4.5
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {words.color}
      </label>
      <div className="flex flex-wrap items-center gap-3">
        <input
          id={id}
          type="color"
          value={color}
          onChange={(event) => onChange(event.target.value)}
          className="h-11 w-16 cursor-pointer rounded-md border border-input bg-card p-1 tablet:h-8.5"
        />
        <Badge tone={readable ? 'ok' : 'warn'} icon={readable ? CircleCheck : TriangleAlert}>
          {words.contrast(text === '#fff' ? words.whiteText : words.blackText, inTenths(ratio))}
        </Badge>
      </div>
    </div>
  )
}
