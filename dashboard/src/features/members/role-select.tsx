import type { Role } from '@letterlock/sdk'
import { Select } from '../../ui/select.tsx'
import { texts } from '../../words/index.ts'

export const ROLES = ['owner', 'admin', 'member'] as const satisfies readonly Role[]

interface RoleSelectProps {
  readonly label: string
  readonly role: Role
  /** While a change is being saved, others are ignored. */
  readonly busy: boolean
  readonly onChange: (role: Role) => void
}

export function RoleSelect({ label, role, busy, onChange }: RoleSelectProps) {
  return (
    <Select
      aria-label={label}
      value={role}
      aria-busy={busy || undefined}
      options={ROLES.map((one) => [one, texts.roles[one].name] as const)}
      onChange={(event) => {
        const next = ROLES.find((one) => one === event.target.value)
        if (next && !busy) onChange(next)
      }}
    />
  )
}
