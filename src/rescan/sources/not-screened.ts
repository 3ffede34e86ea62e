/** Kinds of resources that hold nothing to screen, told by the ending of an address or by the answer's type. */
import type { SkipReason } from './skip-reason.ts'

const byEnding: ReadonlyMap<string, SkipReason> = new Map([
  ...entries('page-dressing', 'css scss less js mjs cjs map woff woff2 ttf ttc otf eot ico cur webmanifest'),
  ...entries(
    'media',
    'mp4 m4v mov avi wmv flv f4v mkv webm mpg mpeg rm rmvb 3gp ts m3u8 mp3 m4a aac wav wma flac ogg oga swf',
  ),
  ...entries('program', 'exe msi apk ipa deb rpm dmg iso pkg dll wasm'),
])

function entries(reason: SkipReason, endings: string): [string, SkipReason][] {
  return endings.split(' ').map(ending => [ending, reason])
}

/** Pages that send any attachment write these (`application/x-msdownload`): only the bytes tell. */
const programTypes = /^application\/(?:x-msdownload|vnd\.microsoft\.portable-executable)$/
/** What a program for Windows begins with. */
const programStart = [0x4d, 0x5a]

const byType: readonly (readonly [RegExp, SkipReason])[] = [
  [/^text\/(?:css|(?:x-)?javascript|ecmascript)$/, 'page-dressing'],
  [
    /^application\/(?:(?:x-)?javascript|ecmascript|manifest\+json|opensearchdescription\+xml|font-[\w-]{1,30}|vnd\.ms-fontobject)$/,
    'page-dressing',
  ],
  [/^(?:font\/|image\/(?:x-icon|vnd\.microsoft\.icon)$)/, 'page-dressing'],
  [/^(?:video|audio)\/|^application\/(?:vnd\.apple\.mpegurl|x-mpegurl|x-shockwave-flash)$/, 'media'],
  [/^application\/(?:x-msi|vnd\.android\.package-archive|wasm)$/, 'program'],
]

/** @param ending lower case, no dot. */
export function skipByEnding(ending: string): SkipReason | null {
  return byEnding.get(ending) ?? null
}

/** @param contentType as in the header, with its parameters. */
export function skipByType(contentType: string, bytes: Uint8Array): SkipReason | null {
  const type = mediaType(contentType)
  if (programTypes.test(type)) return programStart.every((byte, at) => bytes[at] === byte) ? 'program' : null
  return byType.find(([pattern]) => pattern.test(type))?.[1] ?? null
}

/** `Text/HTML; charset=gbk` → `text/html`. */
export function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}
