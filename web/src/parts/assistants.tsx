import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { hub } from '../hub.ts'
import { texts } from '../texts.ts'
import { KeyCard } from './key-card.tsx'
import { Problem } from './problem.tsx'

/** The keys with which assistants read: those that are still good. */
export function Assistants() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: hub.listKeys })
  const words = texts.assistants
  const live = keys.data?.items.filter(
    ({ rights, revokedAt }) => revokedAt === null && rights.length === 1 && rights[0] === 'marketing.read',
  )
  return (
    <>
      <h2>{words.those}</h2>
      <Problem error={keys.error} />
      {live?.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="cards">
        {live?.map((key) => (
          <KeyCard key={key.id} secretKey={key} />
        ))}
      </ul>
      <p>
        <Link to="/assistants">{words.link}</Link>
      </p>
    </>
  )
}
