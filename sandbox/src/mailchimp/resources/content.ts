import type { Context, Resource } from '../../resources/resource.ts'
import type { Json } from '../../is-json.ts'

const KILOBYTE = 1024

/** ID of the folder that an account has at first. Other numbers begin at 900,000. */
const PICTURES = 1001

/** Folders, files, landing pages, feedback, and conversations that can be read. */
export const CONTENT: readonly Resource[] = [
  { path: '/campaign-folders' },
  { path: '/template-folders' },
  {
    path: '/file-manager/folders',
    seed: ({ now }) => [
      { id: PICTURES, name: 'Pictures', created_by: 'Sandbox', file_count: 1, created_at: now },
    ],
    create: () => ({ created_by: 'Sandbox', file_count: 0 }),
  },
  {
    path: '/file-manager/files',
    views: { '/file-manager/folders/{folder_id}/files': 'folder_id' },
    seed: ({ now, nextNumber }) => [
      fileOf({ id: nextNumber(), name: 'bread.jpg', folder_id: PICTURES, created_at: now }, KILOBYTE * 40),
    ],
    create: (item, { now }) => {
      const { file_data: data, ...rest } = item
      return { file_data: undefined, ...fileOf({ ...rest, created_at: now }, sizeOf(data)) }
    },
  },
  {
    path: '/landing-pages',
    create: (_item, { nextNumber }) => ({ status: 'draft', web_id: nextNumber(), url: '' }),
    actions: {
      publish: (page, { now }) =>
        void Object.assign(page, {
          status: 'published',
          published_at: now,
          url: `https://mailchi.mp.example.com/${String(page['id'])}`,
        }),
      unpublish: (page, { now }) => void Object.assign(page, { status: 'unpublished', unpublished_at: now }),
    },
  },
  {
    path: '/campaigns/{campaign_id}/feedback',
    idMember: 'feedback_id',
    create: (_item, { params }) => ({
      created_by: 'Sandbox',
      source: 'api',
      parent_id: 0,
      campaign_id: params['campaign_id'],
    }),
  },
  {
    path: '/account-exports',
    idMember: 'export_id',
    create: (_item, { now }) => ({ started: now, finished: now, size_in_bytes: 4096, download_url: '' }),
  },
  { path: '/conversations', seed: (context) => [conversationOf(context)] },
  {
    path: '/conversations/{conversation_id}/messages',
    seed: ({ now, nextNumber, params }) => [
      {
        id: String(nextNumber()),
        conversation_id: params['conversation_id'],
        from_label: 'Ines',
        from_email: 'ines@example.com',
        subject: 'Re: Our summer hours',
        message: 'Are you open on Monday?',
        read: false,
        timestamp: now,
      },
    ],
    filters: { is_read: (message, value) => String(message['read']) === value },
  },
]

function fileOf(item: Json, size: number): Json {
  const name = String(item['name'])
  const isImage = /\.(png|jpe?g|gif)$/i.test(name)
  return {
    ...item,
    type: isImage ? 'image' : 'file',
    size,
    created_by: 'Sandbox',
    full_size_url: `https://mcusercontent.example.com/${encodeURIComponent(name)}`,
    thumbnail_url: isImage ? `https://mcusercontent.example.com/t/${encodeURIComponent(name)}` : '',
  }
}

/** `file_data` is base64. */
const sizeOf = (data: unknown): number => (typeof data === 'string' ? Buffer.from(data, 'base64').length : 0)

function conversationOf({ nextNumber, now }: Context): Json {
  return {
    id: String(nextNumber()),
    message_count: 1,
    campaign_id: '',
    list_id: '',
    unread_messages: 1,
    from_label: 'Ines',
    from_email: 'ines@example.com',
    subject: 'Re: Our summer hours',
    last_message: {
      from_label: 'Ines',
      from_email: 'ines@example.com',
      subject: '',
      message: '',
      read: false,
      timestamp: now,
    },
  }
}
