import type { Message } from '../messages.js';
import type { keys as english } from './en.js';

/** What is said of keys, their backups and their end, in Arabic. */
export const keys: Readonly<Record<keyof typeof english, Message>> = {
  'backup.with': 'إنشاء مفتاح مع نسخة احتياطية',
  'backup.why':
    'فقدان الجهاز لا يعني عندئذ فقدان المفتاح. من يملك الملف وعبارة المرور يوقّع باسمك: احفظهما منفصلين. ومن دون نسخة يبقى المفتاح في هذا المتصفح وحده، وهذا آمن.',
  'backup.passphrase': 'عبارة المرور',
  'backup.passphraseHint':
    '{least} حرفًا على الأقل؛ خمس كلمات لا يخمنها أحد مناسبة. لا يمكن استرجاعها.',
  'backup.again': 'عبارة المرور نفسها مرة أخرى',
  'backup.differs': 'العبارتان غير متطابقتين.',
  'backup.make': 'إنشاء مفتاح وحفظ نسخته',
  'backup.of': 'عبارة مرور النسخة الخاصة بـ {party}',
  'backup.open': 'فتح النسخة',
  'backup.opening': 'جارٍ الفتح …',
  'backup.wrong': 'عبارة المرور غير صحيحة أو أن الملف قد غُيّر.',
  'revoke.title': 'إلغاء مفتاح',
  'revoke.reason': 'السبب، ويقرؤه الجميع',
  'revoke.since': 'في أيدٍ أخرى منذ',
  'revoke.sinceHint':
    'فقط إن سُرق أو نُسخ: ما وقّعه منذ ذلك الحين موضع شك. وإن تُرك فارغًا يُرفض ما يوقّعه من الآن فقط.',
  'revoke.sure': 'أعلم أن هذا لا رجعة فيه.',
  'revoke.preview': 'ما الذي يصير موضع شك؟',
  'revoke.signed': {
    one: 'بيان واحد ({count}) مما لك أن تقرأه موقّع بهذا المفتاح.',
    two: 'بيانان ({count}) مما لك أن تقرأه موقّعان بهذا المفتاح.',
    few: '{count} بيانات مما لك أن تقرأه موقّعة بهذا المفتاح.',
    other: '{count} بيانًا مما لك أن تقرأه موقّعة بهذا المفتاح.',
  },
  'revoke.noDoubt': 'دون تاريخ لا يصير شيء منها موضع شك: لا يوقّع المفتاح بعد الآن فحسب.',
  'revoke.doubted': 'سُجّل منها {count} منذ {at}: تصير موضع شك ويُحكم فيها من جديد.',
  'revoke.consignments': 'وتخص من الشحنات {count}:',
  'revoke.partly': 'هناك أكثر مما بُحث فيه، فقد تكون أكثر.',
  'revoke.button': 'توقيع وإلغاء',
  'revoke.thisKey': 'هذا مفتاح هذا المتصفح: بعد ذلك لا يمكنك فعل شيء به، ويجب أن يسجل المسجِّل غيره.',
  'revoke.look': 'إظهار المفاتيح كما هي الآن',
  'revoke.asRegistrar': 'الإلغاء بصفة مسجِّل',
};
