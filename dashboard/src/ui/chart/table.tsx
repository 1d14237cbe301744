import type { ChartData } from './series.ts'

interface TableProps extends ChartData {
  /** Makes a button of each time. */
  readonly onSelect?: ((index: number) => void) | undefined
}

/** The numbers of a chart, collapsed. */
export function Table({ panels, times, format, words, onSelect }: TableProps) {
  const series = panels.flatMap((panel) => panel.series)
  return (
    <details className="text-xs">
      <summary className="w-fit rounded-sm py-1 text-muted-foreground hover:text-foreground hover:underline">
        {words.showTable}
      </summary>
      <div
        className="max-h-64 overflow-auto rounded-md border"
        tabIndex={0}
        role="group"
        aria-label={words.showTable}
      >
        <table className="w-full tabular-nums [&_td]:px-2.5 [&_td]:py-1 [&_th]:px-2.5 [&_th]:py-1">
          <thead className="sticky top-0 bg-muted text-left">
            <tr>
              <th scope="col">{words.time}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="text-right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {times.map(([whole], index) => (
              <tr key={whole}>
                <th scope="row" className="text-left font-normal whitespace-nowrap">
                  {onSelect ? (
                    <button type="button" className="link" onClick={() => onSelect(index)}>
                      {whole}
                    </button>
                  ) : (
                    whole
                  )}
                </th>
                {series.map(({ name, values }) => {
                  const value = values[index] ?? null
                  return (
                    <td key={name} className="text-right">
                      {value === null ? words.unknown : format(value)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
