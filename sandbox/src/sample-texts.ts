export const FIRST_NAMES = (
  'Aaliyah Adele Agnes Ahmed Aiko Alba Amara Anders Anika Antonio Asha Astrid Beatriz Bruno Camille Carlos Chiara Clara ' +
  'Dario Diego Dmitri Edda Elena Elif Emeka Emil Enzo Esther Farah Fatima Felix Freya Giulia Grace Hana Hannah Hugo Ibrahim ' +
  'Ines Ingrid Ivan Jana Jasper Joana Jun Karim Katarina Kenji Lars Leila Lena Liam Luca Lucia Mads Maeve Malik Marta Mateo ' +
  'Mei Mila Nadia Naomi Nikhil Noor Olga Omar Oscar Paula Pavel Pia Priya Rafael Ravi Rosa Ruth Samir Sana Sofia Stella ' +
  'Sven Tara Teresa Theo Tomas Uma Vera Viktor Wanda Wei Yara Yusuf Zoe'
).split(' ')

export const LAST_NAMES = (
  'Abbott Achterberg Adeyemi Aguilar Albrecht Almeida Andersen Aoki Bakker Banerjee Barros Becker Bellini Bianchi Blanc ' +
  'Boateng Brandt Bruun Calvo Castillo Chandra Chen Conti Costa Dahl Danso Delgado Dubois Eriksen Esposito Farkas Fischer ' +
  'Fontaine Garcia Gallo Haddad Hansen Hoffmann Horvat Ishikawa Ivanova Jansen Jensen Kaplan Kaya Keller Khan Kowalski ' +
  'Kumar Larsen Lehmann Leone Lindgren Lopez Marin Martel Mbeki Mendes Meyer Moreau Moretti Nakamura Nguyen Novak Okafor ' +
  'Olsen Osei Park Patel Pereira Petrov Quist Ramos Ricci Rossi Salazar Sato Schmid Silva Sousa Tanaka Torres Urban Varga ' +
  'Vasquez Vogel Weber Wolff Yamada Yilmaz Zhang Zimmer'
).split(' ')

export const CITIES = [
  'Lisbon',
  'Bologna',
  'Utrecht',
  'Gothenburg',
  'Graz',
  'Portland',
  'Leeds',
  'Lyon',
  'Kraków',
]

export const SUBJECTS = [
  'Sourdough season is here',
  'Your invitation for Thursday',
  'Two loaves for one',
  'What we learned this year',
  'Opening hours in December',
  'A letter from the kitchen',
  'Thank you for ten years',
]
