//! Which columns hold personal data, by the words of their headers.

/// Words for personal data, without accents: English, German, French, Spanish, Portuguese.
const PERSONAL: &[&str] = &[
    // Names.
    "name names forename surname firstname lastname fullname nickname username",
    "vorname nachname familienname kundenname benutzername nutzername kontaktname ansprechpartner",
    "nom prenom nombre nombres apellido apellidos nome sobrenome",
    // Mail.
    "email emails mail emailaddress emailadresse mailadresse courriel correo",
    // Telephone.
    "phone telephone cellphone phonenumber",
    "telefon telefonnummer rufnummer handynummer mobilnummer mobiltelefon",
    "telefono telefone celular movil",
    // Addresses, of houses and of machines.
    "address addresses street ip ipaddress adresse anschrift strasse direccion endereco",
    // Birth.
    "birthday birthdate dob geburtsdatum",
];

/// The same in words that are personal only next to each other.
const PHRASES: &[&str] = &[
    "mobile number",
    "cell number",
    "contact number",
    "whatsapp number",
    "numero de mobile",
    "date of birth",
    "birth date",
    "date de naissance",
    "fecha de nacimiento",
];

/// Words that may stand beside them.
const BESIDE: &[&str] = &[
    // Of whom. Companies, products and staff are not here, so that theirs are no personal data.
    "customer customers client contact user respondent recipient requester reviewer consumer guest patient member",
    "participant buyer person visitor subscriber caller",
    "kunde kunden kontakt nutzer benutzer empfanger utilisateur destinataire cliente usuario contacto contato",
    // Which one.
    "first last middle full given family maiden display preferred legal home work business private mobile billing",
    "shipping delivery postal mailing primary secondary alternate line number numbers no nr e s verified complete",
    "information info details optional",
    "voller vollstandiger famille postale portable numero electronique electronico eletronico completo",
    // What makes a question of it.
    "a an and or the of to is are what your my please enter provide share leave us",
    "und oder der die das des ihr ihre wie ist lautet bitte",
    "de du d l la le les votre quel quelle est et ou",
    "y o el su tu cual es do da seu qual",
];

/// Headers that are personal only as they stand: `First contact` is no person.
const ALONE: &[&str] = &[
    "contact",
    "contact person",
    "contact information",
    "contact details",
    "kontakt",
    "kontaktdaten",
    "kontaktperson",
    "contacto",
    "contato",
];

/// Whether a header names personal data of customers: names, e-mail, IP and postal addresses, telephone numbers, birth
/// dates, in English, German, French, Spanish or Portuguese. The reader drops such columns unless the configuration
/// names them.
///
/// A header is personal if it has a word for such data and no word that makes it something else: `Contact Name` and
/// `What is your e-mail address?` are, `Agent Name`, `Product name`, `Package Name`, `Company name` and `How satisfied
/// are you with our phone support?` are not. The names of staff are left: they are what teams are compared by.
pub fn is_personal(header: &str) -> bool {
    let words = words(header);
    if ALONE.contains(&words.join(" ").as_str()) {
        return true;
    }
    let phrases = || PHRASES.iter().map(|phrase| phrase.split(' '));
    let is_personal = |word: &String| holds(PERSONAL, word);
    let is_known = |word: &String| {
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        number || is_personal(word) || holds(BESIDE, word) || phrases().flatten().any(|known| known == word)
    };
    let has = |phrase: std::str::Split<'_, char>| {
        let phrase: Vec<_> = phrase.collect();
        words.windows(phrase.len()).any(|part| part == phrase)
    };
    words.iter().all(is_known) && (words.iter().any(is_personal) || phrases().any(has))
}

/// Whether one of some lines of words has this one.
fn holds(lines: &[&str], word: &str) -> bool {
    lines
        .iter()
        .any(|line| line.split(' ').any(|known| known == word))
}

/// The words of a text in lower case and without accents. `RecipientLastName` and `IPAddress` are three and two.
pub fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let ends_capitals = before.is_some_and(char::is_uppercase)
            && letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase() && (before.is_some_and(char::is_lowercase) || ends_capitals);
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            letter
                .to_lowercase()
                .for_each(|letter| word.push_str(&without_accent(letter)));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn without_accent(letter: char) -> String {
    let plain = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ß' => "ss",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        other => return other.to_string(),
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_by_words() {
        for header in [
            "Name",
            "First Name",
            "Last name",
            "Full name",
            "Customer Name",
            "User name",
            "username",
            "Contact Name",
            "Contact Email Address",
            "Contact Phone Number",
            "Contact",
            "Contact information: Email Address",
            "IP Address",
            "IPAddress",
            "ip_address",
            "RecipientLastName",
            "EmailAddress",
            "E-Mail",
            "eMail",
            "Requester email",
            "Work phone",
            "Mobile number",
            "Shipping address line 2",
            "What is your name?",
            "What's your e-mail address?",
            "Date of birth",
            "Vorname",
            "Name des Kunden",
            "E-Mail-Adresse",
            "Straße",
            "Kontakt Telefonnummer",
            "Kontakt-E-Mail-Adresse",
            "Wie lautet Ihr Name?",
            "Prénom",
            "Nom de famille",
            "Adresse e-mail",
            "Numéro de téléphone",
            "Nombre y apellidos",
            "Nombre de Contacto",
            "Correo electrónico",
            "Número de teléfono de contacto",
            "Dirección IP",
            "Nome do contato",
            "E-mail de contato",
            "Telefone de contato",
        ] {
            assert!(is_personal(header), "{header} {:?}", words(header));
        }
    }

    #[test]
    fn what_only_sounds_personal() {
        for header in [
            "",
            "Agent Name",
            "Agentenname",
            "Nombre del agente",
            "Product name",
            "Package Name",
            "Company name",
            "App Version Name",
            "Campaign name",
            "Group name",
            "Email domain",
            "Contact reason",
            "First contact",
            "First contact resolution",
            "iPhone",
            "Phone model",
            "Number",
            "Customer",
            "Customer number",
            "Response ID",
            "What is your role?",
            "How satisfied are you with our phone support?",
            "How easy was it to change your address?",
            "Did our e-mail answer your question?",
            "Nom du produit",
            "Equipment", // `ip` is within it
            "Description",
            "Filename",
        ] {
            assert!(!is_personal(header), "{header}");
        }
    }
}
