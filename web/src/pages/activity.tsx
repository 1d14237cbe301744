import { History } from '../parts/history.tsx'
import { texts } from '../texts.ts'

export function ActivityPage() {
  return (
    <>
      <h1>{texts.activity.title}</h1>
      <section className="card">
        <History />
      </section>
    </>
  )
}
