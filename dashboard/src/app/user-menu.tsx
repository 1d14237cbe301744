import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, LogOut, MonitorSmartphone, UserRound } from 'lucide-react'
import { useState } from 'react'
import { server } from '../api.ts'
import { useMe } from '../features/session/me.ts'
import { APPEARANCES, saveAppearance, savedAppearance } from '../ui/appearance.ts'
import { classes } from '../ui/classes.ts'
import { Menu } from '../ui/menu.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { toast } from '../ui/toast.tsx'
import { texts } from '../words/index.ts'
import { LOCALE_NAMES, LOCALES, saveLocale, savedLocale } from '../words/locale.ts'

/** What belongs to the user: profile, sessions, appearance, language, signing out. */
export function UserMenu({ inSheet }: { readonly inSheet: boolean }) {
  const me = useMe().data
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [appearance, setAppearance] = useState(savedAppearance)
  const { nav } = texts
  const signOut = useMutation({
    mutationFn: server.signOut,
    async onSuccess() {
      queries.clear()
      await navigate({ to: '/sign-in' })
    },
    onError: () => toast(texts.problem.unreachable.happened, 'lost'),
  })
  if (!me) return null
  const shown = inSheet ? '' : 'hidden wide:block'
  return (
    <Menu
      align="start"
      trigger={(props) => (
        <button
          type="button"
          {...props}
          title={me.name}
          data-testid="user-menu"
          className={classes(
            'flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-foreground/5',
            !inSheet && 'justify-center wide:justify-start',
          )}
        >
          <Monogram name={me.name} round />
          <span className={classes('min-w-0 flex-1 leading-4.5', !inSheet && 'sr-only wide:not-sr-only')}>
            <span className="block truncate font-medium">{me.name}</span>
            <span className="block text-xs text-muted-foreground">{texts.roles[me.role].name}</span>
          </span>
          <ChevronsUpDown aria-hidden className={classes('size-3.5 text-muted-foreground', shown)} />
        </button>
      )}
      entries={[
        { name: nav.profile, icon: UserRound, href: '/profile' },
        { name: texts.sessions.title, icon: MonitorSmartphone, href: '/profile/sessions' },
        'line',
        {
          label: nav.language,
          value: savedLocale() ?? '',
          options: [['', nav.browserLanguage], ...LOCALES.map((one) => [one, LOCALE_NAMES[one]] as const)],
          onChange: changeLocale,
        },
        'line',
        {
          label: nav.appearance,
          value: appearance,
          options: APPEARANCES.map((one) => [one, nav.appearances[one]] as const),
          onChange(chosen) {
            const next = APPEARANCES.find((one) => one === chosen) ?? 'system'
            saveAppearance(next)
            setAppearance(next)
          },
        },
        'line',
        { name: nav.signOut, icon: LogOut, onSelect: () => signOut.mutate() },
      ]}
    />
  )
}

/** Another language needs a reload. */
function changeLocale(chosen: string): void {
  saveLocale(LOCALES.find((one) => one === chosen) ?? null)
  location.reload()
}
