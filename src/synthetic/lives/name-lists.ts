import type { NameGroup } from "./ethnicity.ts";

const words = (text: string): readonly string[] => text.split(" ");

export type GivenNames = { readonly female: readonly string[]; readonly male: readonly string[] };

/** Given names in use among those born before 1955, from 1955 to 1989, and since, in British families. */
export const BRITISH_BY_BIRTH: readonly (GivenNames & { readonly before: number })[] = [
  {
    before: 1955,
    female: words(
      "Margaret Jean Mary Joan Patricia Sheila Barbara Doreen Dorothy Betty Maureen June Shirley Brenda Pamela Audrey Joyce Beryl Sylvia Kathleen Eileen Irene Christine Elizabeth Rita Iris",
    ),
    male: words(
      "John William George James Ronald Robert Kenneth Frederick Derek Peter Raymond Dennis Stanley Brian Michael Donald Albert Arthur Thomas Harold Alan Roy Leonard Norman Ernest David",
    ),
  },
  {
    before: 1990,
    female: words(
      "Susan Julie Karen Jacqueline Deborah Tracey Jane Helen Diane Sharon Sarah Claire Nicola Emma Lisa Joanne Michelle Samantha Rachel Victoria Rebecca Laura Gemma Kelly Alison Catherine",
    ),
    male: words(
      "David Paul Andrew Mark John Michael Stephen Ian Robert Richard Christopher Peter Simon Anthony Kevin Gary Steven Martin James Matthew Daniel Jonathan Lee Neil Adam Timothy",
    ),
  },
  {
    before: 3000,
    female: words(
      "Charlotte Olivia Amelia Isla Ava Emily Sophie Grace Chloe Jessica Lily Megan Lucy Ella Hannah Freya Evie Poppy Florence Bethany Daisy Molly Ruby Phoebe Abigail Zoe",
    ),
    male: words(
      "Oliver Jack Harry George Noah Charlie Jacob Alfie Freddie Oscar Thomas Joshua William Archie Leo Ethan Joseph Samuel Alexander Liam Callum Ryan Connor Toby Henry Luke",
    ),
  },
];

export const GIVEN: Readonly<Record<Exclude<NameGroup, "british">, GivenNames>> = {
  irish: {
    female: words("Bridget Siobhan Aoife Niamh Maeve Ciara Orla Nuala Sinead Roisin Grainne Eileen"),
    male: words("Patrick Sean Declan Liam Brendan Eamon Cormac Niall Conor Fergus Kieran Michael"),
  },
  "eastern-european": {
    female: words(
      "Agnieszka Katarzyna Magdalena Anna Monika Ewa Elena Ioana Andreea Maria Zofia Natalia Joanna Irina Daniela Gabriela",
    ),
    male: words(
      "Piotr Krzysztof Tomasz Marcin Pawel Andrzej Andrei Mihai Ionut Alexandru Jakub Kacper Adam Dmitri Stefan Cristian",
    ),
  },
  indian: {
    female: words(
      "Priya Anita Sunita Kavita Meena Lakshmi Nisha Anjali Harpreet Manjit Jaswinder Gurpreet Rekha Usha Asha Hansa Pooja Diya Kiran Ramila",
    ),
    male: words(
      "Rajesh Sanjay Amit Vijay Ramesh Suresh Harjit Gurdeep Balwinder Manpreet Anil Ashok Nikhil Arjun Rohan Kirit Dinesh Bharat Jaspal Ravi",
    ),
  },
  "muslim-south-asian": {
    female: words(
      "Fatima Ayesha Shazia Nasreen Rukhsana Sadia Zainab Maryam Amina Khadija Shabana Parveen Nazma Sultana Rahela Hafsa Aisha Iqra Farzana Noor",
    ),
    male: words(
      "Mohammed Imran Asif Tariq Khalid Abdul Yusuf Bilal Hassan Usman Shahid Rafiq Kamal Faisal Zahid Ibrahim Hamza Nasir Jamal Aziz",
    ),
  },
  tamil: {
    female: words("Kamala Vasanthi Tharani Abirami Malathi Suganthi Priyanka Nirmala Yalini Shanthi"),
    male: words("Siva Kumaran Rajan Ganesh Selvam Thushan Mohan Nathan Sritharan Prakash"),
  },
  chinese: {
    female: words("Mei Ling Xiu Yan Hui Jing Wai-Ling Siu-Fong Li Na Fang Yuk"),
    male: words("Wei Jun Ming Hao Chi-Wai Kwok Jian Feng Tak Lei Kin Yong"),
  },
  "west-african": {
    female: words(
      "Ngozi Chioma Adaeze Folake Yetunde Abena Akosua Ama Funmilayo Blessing Grace Fatou Esi Ifeoma Comfort Mercy",
    ),
    male: words(
      "Chukwuma Emeka Oluwaseun Babatunde Kwame Kofi Kwabena Tunde Obinna Samuel Emmanuel Ibrahim Yaw Ayodele Daniel Femi",
    ),
  },
  caribbean: {
    female: words(
      "Beverley Marcia Yvonne Sonia Merle Hyacinth Icilda Paulette Shanice Keisha Tanisha Aaliyah Jasmine Leonie Precious Pearl",
    ),
    male: words(
      "Winston Delroy Leroy Errol Desmond Clive Trevor Marlon Jermaine Tyrone Andre Kieron Malachi Isaiah Lloyd Everton",
    ),
  },
  arab: {
    female: words("Layla Huda Samira Rania Nadia Mona Yasmin Salma Hanan Dina Amal Zahra"),
    male: words("Ahmed Omar Ali Karim Hussein Mahmoud Walid Samir Yasin Tarek Nabil Adel"),
  },
  turkish: {
    female: words("Ayse Fatma Emine Zeynep Elif Hatice Meryem Sevgi Gulay Dilek Nur Leyla"),
    male: words("Mehmet Mustafa Ali Huseyin Hasan Emre Murat Can Kemal Serkan Orhan Deniz"),
  },
};

export const FAMILY: Readonly<Record<NameGroup, readonly string[]>> = {
  british: words(
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Lewis Cooper Turner Hill Moore Ward Parker Bennett Cook Bailey Shaw Marshall Carter Mitchell Collins Palmer Webb Foster Chapman Barker Fletcher Hughes Price Dixon Holmes Pearce Gibson Harvey Rowe Ashworth Pickering Thorne Whitfield Bolton Ramsden Cartwright Ellison Haywood Lockwood",
  ),
  irish: words(
    "Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor Doyle McCarthy Gallagher Doherty Kennedy Lynch Quinn Brennan Nolan Fitzgerald",
  ),
  "eastern-european": words(
    "Kowalski Nowak Wisniewski Wojcik Kaminski Lewandowski Zielinski Popescu Ionescu Popa Dumitru Stan Radu Petrov Ivanov Horvath Novak Szymanski Mazur Kovacs",
  ),
  indian: words(
    "Patel Shah Sharma Singh Kaur Gill Sandhu Dhillon Mehta Desai Joshi Gupta Verma Reddy Nair Chauhan Bains Grewal Parmar Solanki",
  ),
  "muslim-south-asian": words(
    "Khan Ahmed Hussain Ali Begum Iqbal Malik Akhtar Mahmood Rahman Miah Islam Chowdhury Uddin Hussein Mirza Butt Qureshi Sheikh Raja",
  ),
  tamil: words("Sivakumar Selvarajah Nadarajah Thangaraj Krishnan Balasingham Rajaratnam Pillai Kandiah Arulanandam"),
  chinese: words("Chan Wong Li Zhang Wang Chen Lam Cheung Liu Ng Lau Tang Yip Ho"),
  "west-african": words(
    "Okafor Adeyemi Mensah Owusu Okonkwo Adebayo Boateng Asante Eze Balogun Osei Nwosu Ogunleye Appiah Diallo Kamara Sesay Afolabi",
  ),
  caribbean: words(
    "Campbell Brown Williams Grant Gordon Clarke Francis Reid Morgan Bailey Henry Thomas Joseph Charles Alexander Douglas Lewis Samuels Bennett Stewart",
  ),
  arab: words("Al-Hassan Hassan Ibrahim Mansour Saleh Haddad Khalil Nasser Farah Aziz Hamdan Said Jaber Qasim"),
  turkish: words("Yilmaz Kaya Demir Celik Sahin Yildiz Ozturk Aydin Arslan Dogan Kilic Aslan Cetin Kurt"),
};

/** What people are called for short. */
export const NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  Margaret: ["Maggie", "Peggy"],
  Patricia: ["Pat", "Trish"],
  Dorothy: ["Dot"],
  Elizabeth: ["Liz", "Betty", "Beth"],
  Kathleen: ["Kath"],
  Christine: ["Chris"],
  Barbara: ["Babs"],
  Pamela: ["Pam"],
  Susan: ["Sue"],
  Jacqueline: ["Jackie"],
  Deborah: ["Debbie"],
  Victoria: ["Vicky"],
  Rebecca: ["Becky"],
  Samantha: ["Sam"],
  Catherine: ["Cathy", "Kate"],
  Nicola: ["Nicky"],
  Abigail: ["Abi"],
  William: ["Bill", "Will"],
  Robert: ["Bob", "Rob"],
  Ronald: ["Ron"],
  Kenneth: ["Ken"],
  Frederick: ["Fred"],
  Thomas: ["Tom"],
  Michael: ["Mike", "Mick"],
  Raymond: ["Ray"],
  David: ["Dave"],
  Andrew: ["Andy"],
  Stephen: ["Steve"],
  Steven: ["Steve"],
  Richard: ["Rick", "Dick"],
  Christopher: ["Chris"],
  Anthony: ["Tony"],
  Matthew: ["Matt"],
  Daniel: ["Dan"],
  Jonathan: ["Jon"],
  Timothy: ["Tim"],
  James: ["Jim", "Jamie"],
  Samuel: ["Sam"],
  Alexander: ["Alex"],
  Joshua: ["Josh"],
  Mohammed: ["Mo"],
  Katarzyna: ["Kasia"],
  Magdalena: ["Magda"],
  Agnieszka: ["Aga"],
  Krzysztof: ["Kris"],
  Alexandru: ["Alex"],
  Gabriela: ["Gabi"],
  Oluwaseun: ["Seun"],
  Babatunde: ["Tunde"],
  Funmilayo: ["Funmi"],
  Chukwuma: ["Chuks"],
  Balwinder: ["Bal"],
  Jaswinder: ["Jas"],
  Siobhan: ["Shiv"],
  Patrick: ["Paddy", "Pat"],
};
