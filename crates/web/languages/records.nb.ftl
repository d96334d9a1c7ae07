# Records and their forms
