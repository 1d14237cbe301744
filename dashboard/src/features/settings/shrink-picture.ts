import { MAX_LOGO_LENGTH } from '@letterlock/server/limits.ts'
const HEIGHTS = [96, 64, 40]

/** A logo as a `data:` URL that is small enough for every connect page; null if the file is not an image. */
export async function shrinkPicture(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  for (const height of HEIGHTS) {
    const canvas = document.createElement('canvas')
    const scale = Math.min(1, height / picture.height)
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const url = canvas.toDataURL('image/png')
    if (url.length <= MAX_LOGO_LENGTH) return url
  }
  return null
}
