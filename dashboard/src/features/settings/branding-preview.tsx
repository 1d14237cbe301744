import { texts } from '../../words/index.ts'
import { readableOn } from './readable-on.ts'

const words = texts.settings

interface BrandingPreviewProps {
  readonly name: string
  readonly color: string
  readonly logo: string | null
}

/** A small, inert preview of the connect page. */
export function BrandingPreview({ name, color, logo }: BrandingPreviewProps) {
  const { text } = readableOn(color)
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="font-semibold">{words.preview}</figcaption>
      <div
        aria-hidden
        className="flex max-w-90 flex-col gap-3 rounded-xl border bg-card p-4 text-sm shadow-floating"
      >
        {logo && (
          <p className="flex items-center gap-2 font-semibold">
            <img src={logo} alt="" className="h-8 max-w-32 object-contain" /> {name}
          </p>
        )}
        <p className="text-md leading-snug font-semibold wrap-anywhere">{words.previewTitle(name)}</p>
        <p className="rounded-md py-2 text-center font-semibold" style={{ background: color, color: text }}>
          {words.previewButton}
        </p>
        <p className="rounded-md border border-border-strong py-2 text-center font-semibold">
          {texts.cancel}
        </p>
      </div>
    </figure>
  )
}
