// National telephone numbers become E.164 before they are sent: <input data-phone data-country="GB">.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export function toE164(text, country) {
  const number = parsePhoneNumberFromString(text, country);
  return number && number.isValid() ? number.number : null;
}

for (const field of document.querySelectorAll('input[data-phone]')) {
  field.addEventListener('change', () => {
    const number = toE164(field.value, field.dataset.country);
    if (number) field.value = number;
  });
}
