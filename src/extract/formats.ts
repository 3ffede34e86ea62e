/**
 * The table of formats. Adding a format is one file with an extractor and one row here (see README.md).
 * A row without `load` is a format we can name but not read: it becomes the problem `unsupported-type`.
 */
import type { Extractor } from './extractor.ts'

/**
 * Formats that one program opens alike. An extension that lies inside its family is a note (a .jpg that is
 * a PNG); one that lies across families is a problem, since the portal would serve it as something else.
 */
export type Family =
  | 'word'
  | 'sheet'
  | 'slides'
  | 'office'
  | 'pdf'
  | 'ofd'
  | 'picture'
  | 'text'
  | 'archive'
  | 'mail'
  | 'program'
  | 'media'
  | 'font'

export interface Format {
  /** Media type, as in the JSON contract; unique in the table. */
  readonly type: string
  /** Short name for messages, the same in every language. */
  readonly label: string
  readonly zh: string
  readonly en: string
  /** In lower case without the dot, the usual one first. */
  readonly extensions: readonly string[]
  readonly family: Family
  /** Loads the extractor when a document of this format comes, so that a text file does not load pdf.js. */
  readonly load?: () => Promise<Extractor>
}

const docx = async () => (await import('./docx/docx.ts')).extractDocx
const pdf = async () => (await import('./pdf/pdf.ts')).extractPdf
const xml = async () => (await import('./xml-text.ts')).extractXml
const svg = async () => (await import('./svg/svg.ts')).extractSvg
const epub = async () => (await import('./epub.ts')).extractEpub
const odf = async () => (await import('./odf/odf.ts')).extractOdf
const ofd = async () => (await import('./ofd/ofd.ts')).extractOfd
const image = async () => (await import('./image/image.ts')).extractImage
const icon = async () => (await import('./image/icon.ts')).extractIcon
const font = async () => (await import('./font/font.ts')).extractFont
const html = async () => (await import('./html/html.ts')).extractHtml
const text = async () => (await import('./text.ts')).extractText
const markdown = async () => (await import('./markdown.ts')).extractMarkdown
const json = async () => (await import('./json.ts')).extractJson
const csv = async () => (await import('./csv.ts')).extractCsv
const doc = async () => (await import('./legacy/doc.ts')).extractDoc
const xls = async () => (await import('./legacy/xls.ts')).extractXls
const ppt = async () => (await import('./legacy/ppt.ts')).extractPpt
const rtf = async () => (await import('./rtf/rtf.ts')).extractRtf
const xlsx = async () => (await import('./xlsx/xlsx.ts')).extractXlsx
const pptx = async () => (await import('./pptx/pptx.ts')).extractPptx
const metafile = async () => (await import('./metafile/extract-metafile.ts')).extractMetafile
const ole = async () => (await import('./ole/ole.ts')).extractOle
const zip = async () => (await import('./archive/zip.ts')).extractZip
const rar = async () => (await import('./archive/seven-zip.ts')).extractRar
const sevenZip = async () => (await import('./archive/seven-zip.ts')).extractSevenZip
const gzip = async () => (await import('./archive/gzip.ts')).extractGzip
const tar = async () => (await import('./archive/tar.ts')).extractTar
const bzip2 = async () => (await import('./archive/seven-zip.ts')).extractBzip2
const xz = async () => (await import('./archive/seven-zip.ts')).extractXz
const eml = async () => (await import('./mail/eml.ts')).extractEml
const msg = async () => (await import('./mail/msg.ts')).extractMsg

const openxml = 'application/vnd.openxmlformats-officedocument'

function row(
  family: Family,
  type: string,
  label: string,
  zh: string,
  en: string,
  extensions: string,
  load?: () => Promise<Extractor>,
): Format {
  const format = { family, type, label, zh, en, extensions: extensions.split(' ') }
  return load ? { ...format, load } : format
}

// biome-ignore format: a table is read by its columns
export const formats: readonly Format[] = [
  row('word', `${openxml}.wordprocessingml.document`, 'docx', 'Word 文档', 'Word document', 'docx', docx),
  row('word', 'application/vnd.ms-word.document.macroenabled.12', 'docm', '启用宏的 Word 文档', 'Word document with macros', 'docm', docx),
  row('word', `${openxml}.wordprocessingml.template`, 'dotx', 'Word 模板', 'Word template', 'dotx', docx),
  row('word', 'application/vnd.ms-word.template.macroenabled.12', 'dotm', '启用宏的 Word 模板', 'Word template with macros', 'dotm', docx),
  row('pdf', 'application/pdf', 'PDF', 'PDF 文档', 'PDF document', 'pdf', pdf),
  row('picture', 'image/png', 'PNG', 'PNG 图片', 'PNG picture', 'png apng', image),
  row('picture', 'image/jpeg', 'JPEG', 'JPEG 图片', 'JPEG picture', 'jpg jpeg jpe jfif', image),
  row('picture', 'image/webp', 'WebP', 'WebP 图片', 'WebP picture', 'webp', image),
  row('picture', 'image/gif', 'GIF', 'GIF 图片', 'GIF picture', 'gif', image),
  row('picture', 'image/bmp', 'BMP', 'BMP 图片', 'BMP picture', 'bmp dib', image),
  row('picture', 'image/avif', 'AVIF', 'AVIF 图片', 'AVIF picture', 'avif', image),
  row('picture', 'image/tiff', 'TIFF', 'TIFF 图片', 'TIFF picture', 'tif tiff', image),
  row('text', 'text/html', 'HTML', '网页', 'HTML page', 'html htm shtml xhtml xht', html),
  row('text', 'text/plain', 'text', '纯文本', 'plain text', 'txt text log ini conf yml yaml', text),
  row('text', 'text/markdown', 'Markdown', 'Markdown 文本', 'Markdown text', 'md markdown', markdown),
  row('text', 'text/csv', 'CSV', 'CSV 表格', 'CSV table', 'csv tsv', csv),
  row('text', 'application/json', 'JSON', 'JSON 数据', 'JSON data', 'json geojson', json),

  row('text', 'application/xml', 'XML', 'XML 文件', 'XML file', 'xml rss xsl atom opml', xml),
  row('text', 'image/svg+xml', 'SVG', 'SVG 矢量图', 'SVG drawing', 'svg', svg),
  row('word', 'application/msword', 'doc', 'Word 97–2003 文档', 'Word 97–2003 document', 'doc dot wps', doc),
  row('word', 'application/rtf', 'RTF', 'RTF 文档', 'RTF document', 'rtf', rtf),
  row('word', 'application/vnd.oasis.opendocument.text', 'odt', 'OpenDocument 文档', 'OpenDocument text', 'odt ott odm oth fodt', odf),
  row('word', 'application/vnd.ms-wordml', 'Word XML', 'Word XML 文档', 'Word XML document', 'wordml'),
  row('sheet', `${openxml}.spreadsheetml.sheet`, 'xlsx', 'Excel 工作簿', 'Excel workbook', 'xlsx xlsm xltx xltm xlsb', xlsx),
  row('sheet', 'application/vnd.ms-excel', 'xls', 'Excel 97–2003 工作簿', 'Excel 97–2003 workbook', 'xls xlt et', xls),
  row('sheet', 'application/vnd.oasis.opendocument.spreadsheet', 'ods', 'OpenDocument 表格', 'OpenDocument spreadsheet', 'ods ots fods', odf),
  row('slides', `${openxml}.presentationml.presentation`, 'pptx', 'PowerPoint 演示文稿', 'PowerPoint presentation', 'pptx pptm ppsx potx ppsm', pptx),
  row('slides', 'application/vnd.ms-powerpoint', 'ppt', 'PowerPoint 97–2003 演示文稿', 'PowerPoint 97–2003 presentation', 'ppt pps pot dps', ppt),
  row('slides', 'application/vnd.oasis.opendocument.presentation', 'odp', 'OpenDocument 演示文稿', 'OpenDocument presentation', 'odp otp fodp', odf),
  row('slides', 'application/vnd.oasis.opendocument.graphics', 'odg', 'OpenDocument 绘图', 'OpenDocument drawing', 'odg otg fodg', odf),
  row('office', 'application/x-ole-storage', 'OLE', 'OLE 复合文档', 'OLE compound file', 'ole', ole),
  row('ofd', 'application/ofd', 'OFD', 'OFD 版式文档', 'OFD document', 'ofd', ofd),
  row('pdf', 'application/postscript', 'PostScript', 'PostScript 文档', 'PostScript document', 'ps eps'),
  row('archive', 'application/zip', 'zip', 'ZIP 压缩包', 'ZIP archive', 'zip', zip),
  row('archive', 'application/x-rar-compressed', 'rar', 'RAR 压缩包', 'RAR archive', 'rar', rar),
  row('archive', 'application/x-7z-compressed', '7z', '7z 压缩包', '7z archive', '7z', sevenZip),
  row('archive', 'application/gzip', 'gzip', 'GZIP 压缩包', 'GZIP archive', 'gz tgz taz', gzip),
  row('archive', 'application/x-tar', 'tar', 'TAR 归档', 'TAR archive', 'tar', tar),
  row('archive', 'application/x-bzip2', 'bzip2', 'BZIP2 压缩包', 'BZIP2 archive', 'bz2 tbz tbz2 tb2', bzip2),
  row('archive', 'application/x-xz', 'xz', 'XZ 压缩包', 'XZ archive', 'xz txz', xz),
  row('archive', 'application/epub+zip', 'EPUB', 'EPUB 电子书', 'EPUB book', 'epub', epub),
  row('mail', 'message/rfc822', 'eml', '电子邮件或 MHTML 网页', 'mail message or MHTML page', 'eml mht mhtml', eml),
  row('mail', 'application/vnd.ms-outlook', 'msg', 'Outlook 邮件', 'Outlook message', 'msg', msg),
  row('picture', 'image/emf', 'EMF', 'EMF 图元文件', 'EMF metafile', 'emf', metafile),
  row('picture', 'image/wmf', 'WMF', 'WMF 图元文件', 'WMF metafile', 'wmf', metafile),
  row('picture', 'image/x-icon', 'ICO', '图标、光标', 'icon or cursor', 'ico cur', icon),
  row('font', 'font/ttf', 'TTF', 'TrueType 字体', 'TrueType font', 'ttf', font),
  row('font', 'font/otf', 'OTF', 'OpenType 字体', 'OpenType font', 'otf', font),
  row('font', 'font/collection', 'TTC', '字体集', 'font collection', 'ttc otc', font),
  row('font', 'font/woff', 'WOFF', 'WOFF 网页字体', 'WOFF web font', 'woff', font),
  row('font', 'font/woff2', 'WOFF2', 'WOFF2 网页字体', 'WOFF2 web font', 'woff2', font),
  row('font', 'application/vnd.ms-fontobject', 'EOT', 'EOT 网页字体', 'EOT web font', 'eot', font),
  row('picture', 'image/heic', 'HEIC', 'HEIC 图片', 'HEIC picture', 'heic heif'),
  row('picture', 'image/vnd.adobe.photoshop', 'PSD', 'Photoshop 图片', 'Photoshop picture', 'psd'),
  row('picture', 'image/jp2', 'JPEG 2000', 'JPEG 2000 图片', 'JPEG 2000 picture', 'jp2 j2k'),
  row('program', 'application/x-msdownload', 'exe', 'Windows 程序', 'Windows program', 'exe dll'),
  row('media', 'video/mp4', 'MP4', 'MP4 视频', 'MP4 video', 'mp4 m4v'),
  row('media', 'audio/mpeg', 'MP3', 'MP3 音频', 'MP3 audio', 'mp3'),
]

const byType = new Map(formats.map(format => [format.type, format]))
const byExtension = new Map(formats.flatMap(format => format.extensions.map(ext => [ext, format] as const)))

/** The row of a media type of the table. */
export function formatOfType(type: string): Format | undefined {
  return byType.get(type)
}

/** The row that an extension (lower case, no dot) belongs to. */
export function formatOfExtension(extension: string): Format | undefined {
  return byExtension.get(extension)
}

/** The last extension of a name in lower case without the dot, or `''`: `通知.pdf.DOCX` → `docx`. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0
    ? name
        .slice(dot + 1)
        .trim()
        .toLowerCase()
    : ''
}
