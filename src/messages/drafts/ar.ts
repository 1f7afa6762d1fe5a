import type { Message } from '../messages.js';
import type { drafts as english } from './en.js';

/** What is said of drafts, and of events that cannot happen now, in Arabic. */
export const drafts: Readonly<Record<keyof typeof english, Message>> = {
  'drafts.title': {
    one: 'مسودة واحدة ({count})',
    two: 'مسودتان ({count})',
    few: '{count} مسودات',
    other: '{count} مسودة',
  },
  'drafts.unkept':
    'لم يستطع المتصفح حفظ المسودة. هي في هذه الصفحة وحدها: إعادة التحميل أو صفحة أخرى تُفقدها.',
  'legal.item': 'رقم الدفعة أو القطعة المعنية',
  'legal.itemHint': 'به يُغلق أدناه ما لا يمكن أن يقع الآن لهذه البضاعة، مع السبب.',
  'legal.unknown': 'لا شيء بهذا الرقم في السجل مما يحق لك قراءته: لم يُغلق شيء.',
  'legal.unreachable': 'لم يُجب السجل: لم يُغلق شيء أدناه.',
  'legal.is.none': 'في السجل، ولم يحزها أحد بعد.',
  'legal.is.held': 'في حيازة {who}.',
  'legal.is.offered': 'عرضها {who} على {to}.',
  'legal.is.consumed': 'استهلكها {who}.',
  'legal.is.destroyed': 'أتلفها {who}.',
  'legal.is.closed': 'أقفلها {who}.',
  'legal.is.lost': 'أبلغ {who} عن فقدها.',
  'legal.exists': 'نشأتها مسجلة من قبل.',
  'legal.consumed': 'استهلكها {who}.',
  'legal.destroyed': 'أتلفها {who}.',
  'legal.notOffered': 'ليست معروضة على أحد.',
  'legal.offered': 'معروضة على {who} من قبل: اسحب ذلك أولًا.',
  'legal.yours': 'هي في حيازتك من قبل.',
  'legal.notHeld': 'لا تحتجزها أي سلطة.',
  'legal.notSeized': 'ليست مصادرة.',
  'legal.held': 'يحتجزها {who} إلى أن يفرج عنها.',
  'legal.seized': 'صادرها {who}.',
  'legal.holder': 'في حيازة {who}: لا يوقّع هذا إلا من يعمل باسمه.',
};
