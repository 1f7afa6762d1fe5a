import type { Message } from '../messages.js';
import type { triage as english } from './en.js';

/** What is said where several alerts are decided at once, and in the box of commands, in Arabic. */
export const triage: Readonly<Record<keyof typeof english, Message>> = {
  'several.title': 'التنبيهات المختارة',
  'several.select': 'اختر: {title}',
  'several.all': 'اختر كل المعروض',
  'several.count': {
    few: 'اختيرت {count} تنبيهات',
    many: 'اختير {count} تنبيهًا',
    other: 'التنبيهات المختارة: {count}',
  },
  'several.clear': 'ألغِ الاختيار',
  'several.soon': {
    few: '{what}: ستُوقَّع {count} قرارات وتُرسل بعد 8 ثوانٍ.',
    many: '{what}: سيُوقَّع {count} قرارًا ويُرسل بعد 8 ثوانٍ.',
    other: '{what}: القرارات التي ستُوقَّع وتُرسل بعد 8 ثوانٍ: {count}.',
  },
  'several.undo': 'تراجع',
  'several.now': 'أرسل الآن',
  'several.sending': 'جارٍ التوقيع والإرسال …',
  'several.undone': 'جرى التراجع. لم يُوقَّع شيء.',
  'several.nothing': 'هذه التنبيهات كذلك من قبل. لم يُوقَّع شيء.',
  'several.recorded': {
    few: '✓ سُجّلت {count} قرارات؛ وفُحص دليل كل منها في هذا المتصفح.',
    many: '✓ سُجّل {count} قرارًا؛ وفُحص دليل كل منها في هذا المتصفح.',
    other: '✓ القرارات المسجَّلة: {count}؛ وفُحص دليل كل منها في هذا المتصفح.',
  },
  'several.notProved': '✕ قرارات أُجيبت بدليل لا يصحّ: {count}.',
  'several.failed': 'لم يُقرَّر فيه: {title}',
  'peek.look': 'نظرة',
  'peek.lookAt': 'نظرة على: {title}',
  'peek.open': 'افتح التنبيه',
  'peek.close': 'إغلاق',
  'commands.open': 'انتقل إلى …',
  'commands.input': 'صفحة أو قاعدة أو طرف أو رقم شحنة',
  'commands.results': {
    few: '{count} نتائج',
    many: '{count} نتيجة',
    other: 'النتائج: {count}',
  },
  'commands.list': 'النتائج',
  'commands.consignment': 'الشحنة {text}',
  'commands.alertsOn': 'تنبيهات على {text}',
  'commands.party': 'الطرف {text}',
  'commands.rule': 'القاعدة: {title}',
};
