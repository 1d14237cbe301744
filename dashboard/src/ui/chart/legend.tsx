import { FILLS, STROKES, type Series } from './series.ts'

/** The names of the series, each beside its color and form. */
export function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <span className="flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-muted-foreground">
      {series.map(({ name, color, form }) => (
        <span key={name} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <svg aria-hidden className="h-2.5 w-3.5 flex-none">
            {form === 'bars' ? (
              <rect x="2" width="10" height="10" rx="2" className={FILLS[color]} />
            ) : (
              <path
                d="M0 5h14"
                strokeWidth="2"
                strokeDasharray={form === 'dashes' ? '4 2' : undefined}
                className={STROKES[color]}
              />
            )}
          </svg>
          {name}
        </span>
      ))}
    </span>
  )
}
