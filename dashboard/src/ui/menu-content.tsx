import { Link } from '@tanstack/react-router'
import { DropdownMenu } from 'radix-ui'
import { classes } from './classes.ts'
import type { MenuEntry, MenuProps } from './menu-entry.ts'

const ITEM =
  'flex min-h-11 w-full cursor-pointer items-center gap-2.5 rounded-[6px] px-2 no-underline outline-none tablet:min-h-8 data-highlighted:bg-foreground/8 data-highlighted:shadow-none data-disabled:cursor-not-allowed data-disabled:text-disabled'

/** Not modal: the page behind it can be scrolled and read. */
export function MenuContent({ trigger, entries, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger({})}</DropdownMenu.Trigger>
      {/* Rendered inside an open dialog, which covers the rest of the page. */}
      <DropdownMenu.Portal container={document.querySelector<HTMLElement>('dialog[open]')}>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-30 max-h-[80dvh] min-w-52 overflow-auto rounded-lg border bg-popover p-1 text-base shadow-floating outline-none appear focus-visible:shadow-floating"
        >
          {entries.map((entry, index) => (
            <Entry
              key={entry === 'line' ? index : 'name' in entry ? entry.name : entry.label}
              entry={entry}
            />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  if (entry === 'line') return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-border" />
  if ('options' in entry) return <Choice entry={entry} />
  const { name, icon: Icon, destructive = false, disabled = false, href, onSelect } = entry
  const look = classes(ITEM, destructive && 'text-destructive')
  const content = (
    <>
      <Icon aria-hidden className={classes('size-4', !destructive && 'text-muted-foreground')} />
      {name}
    </>
  )
  if (href !== undefined)
    return (
      <DropdownMenu.Item asChild className={look}>
        <Link to={href}>{content}</Link>
      </DropdownMenu.Item>
    )
  return (
    <DropdownMenu.Item disabled={disabled} className={look} {...(onSelect && { onSelect })}>
      {content}
    </DropdownMenu.Item>
  )
}

/** A radio item, with a mark at the chosen one. */
function Choice({ entry }: { readonly entry: Extract<MenuEntry, { options: unknown }> }) {
  const { label, value, options, onChange } = entry
  return (
    <DropdownMenu.RadioGroup aria-label={label} value={value} onValueChange={onChange}>
      <DropdownMenu.Label className="px-2 pt-2 pb-1 text-xs font-medium text-faint-foreground">
        {label}
      </DropdownMenu.Label>
      {options.map(([one, name]) => (
        <DropdownMenu.RadioItem key={one} value={one} className={ITEM}>
          <span className="grid size-4 place-items-center">
            <DropdownMenu.ItemIndicator className="size-2 rounded-full bg-primary" />
          </span>
          {name}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}
